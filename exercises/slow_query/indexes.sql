CREATE INDEX orders_date ON Orders (order_date);
