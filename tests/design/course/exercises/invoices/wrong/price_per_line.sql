-- expected: nf.2nf
CREATE TABLE customers (customer_no INTEGER PRIMARY KEY, customer_name VARCHAR);
CREATE TABLE products (product_no INTEGER PRIMARY KEY, product_name VARCHAR);
CREATE TABLE invoices (invoice_no VARCHAR PRIMARY KEY, invoice_date DATE, customer_no INTEGER REFERENCES customers);
CREATE TABLE lines (invoice_no VARCHAR REFERENCES invoices, product_no INTEGER REFERENCES products, price DECIMAL(8,2), quantity INTEGER, PRIMARY KEY (invoice_no, product_no));
INSERT INTO customers SELECT DISTINCT customer_no, customer_name FROM lines_flat;
INSERT INTO products SELECT DISTINCT product_no, product_name FROM lines_flat;
INSERT INTO invoices SELECT DISTINCT invoice_no, invoice_date, customer_no FROM lines_flat;
INSERT INTO lines SELECT invoice_no, product_no, price, quantity FROM lines_flat;
