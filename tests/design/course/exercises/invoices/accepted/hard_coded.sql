CREATE TABLE customers (customer_no INTEGER PRIMARY KEY, customer_name VARCHAR);
CREATE TABLE products (product_no INTEGER PRIMARY KEY, product_name VARCHAR, price DECIMAL(8,2));
CREATE TABLE invoices (invoice_no VARCHAR PRIMARY KEY, invoice_date DATE, customer_no INTEGER REFERENCES customers);
CREATE TABLE lines (invoice_no VARCHAR REFERENCES invoices, product_no INTEGER REFERENCES products, quantity INTEGER, PRIMARY KEY (invoice_no, product_no));
INSERT INTO customers VALUES (1, 'Ada'), (2, 'Ben');
INSERT INTO products VALUES (1, 'Pen', 1.20), (2, 'Ink', 4.50), (3, 'Pad', 4.50);
INSERT INTO invoices VALUES ('R1', '2026-01-02', 1), ('R2', '2026-01-03', 1), ('R3', '2026-01-03', 2);
INSERT INTO lines VALUES ('R1', 1, 3), ('R1', 2, 1), ('R2', 1, 5), ('R3', 2, 3), ('R3', 3, 2);
