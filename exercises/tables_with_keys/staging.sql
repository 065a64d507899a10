CREATE TABLE devices_flat (
    device_id     INTEGER,
    model         VARCHAR,
    employee_id   INTEGER,
    employee_name VARCHAR
);

INSERT INTO devices_flat VALUES
    (1, 'Laptop', 7, 'Ada Brandt'),
    (2, 'Phone',  7, 'Ada Brandt'),
    (3, 'Laptop', 8, 'Ben Okafor'),
    (4, 'Phone',  9, 'Ada Brandt'),
    (5, 'Phone',  9, 'Ada Brandt'),
    (6, 'Screen', 8, 'Ben Okafor');
