CREATE TABLE lines_flat (invoice_no VARCHAR, invoice_date DATE, customer_no INTEGER, customer_name VARCHAR, product_no INTEGER, product_name VARCHAR, price DECIMAL(8,2), quantity INTEGER);
INSERT INTO lines_flat VALUES ('R1', '2026-01-02', 1, 'Ada', 1, 'Pen', 1.20, 3), ('R1', '2026-01-02', 1, 'Ada', 2, 'Ink', 4.50, 1),
    ('R2', '2026-01-03', 1, 'Ada', 1, 'Pen', 1.20, 5), ('R3', '2026-01-03', 2, 'Ben', 2, 'Ink', 4.50, 3), ('R3', '2026-01-03', 2, 'Ben', 3, 'Pad', 4.50, 2);
