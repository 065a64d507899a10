-- expected: data.missing
CREATE TABLE customers (customer_no INTEGER PRIMARY KEY, customer_name VARCHAR);
CREATE TABLE products (product_no INTEGER PRIMARY KEY, product_name VARCHAR, price DECIMAL(8,2));
CREATE TABLE invoices (invoice_no VARCHAR PRIMARY KEY, invoice_date DATE, customer_no INTEGER REFERENCES customers);
CREATE TABLE lines (invoice_no VARCHAR REFERENCES invoices, product_no INTEGER REFERENCES products, quantity INTEGER, PRIMARY KEY (invoice_no, product_no));
