CREATE TABLE clients (numero INTEGER PRIMARY KEY, nom VARCHAR);
CREATE TABLE articles (numero INTEGER PRIMARY KEY, designation VARCHAR, prix DOUBLE);
CREATE TABLE factures (numero VARCHAR PRIMARY KEY, jour TIMESTAMP, client INTEGER REFERENCES clients);
CREATE TABLE lignes (facture VARCHAR REFERENCES factures, article INTEGER REFERENCES articles, combien BIGINT, PRIMARY KEY (facture, article));
INSERT INTO clients SELECT DISTINCT customer_no, customer_name FROM lines_flat;
INSERT INTO articles SELECT DISTINCT product_no, product_name, price FROM lines_flat;
INSERT INTO factures SELECT DISTINCT invoice_no, invoice_date, customer_no FROM lines_flat;
INSERT INTO lignes SELECT invoice_no, product_no, quantity FROM lines_flat;
