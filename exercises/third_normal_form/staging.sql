CREATE TABLE employees_flat (
    employee_id         INTEGER,
    employee_name       VARCHAR,
    salary              DECIMAL(10,2),
    phones              VARCHAR,
    department_id       INTEGER,
    department_name     VARCHAR,
    department_location VARCHAR
);

INSERT INTO employees_flat VALUES
    (1,  'Ada Brandt',   5200.00, '555-0101;555-0102', 10, 'Sales',      'Berlin'),
    (2,  'Ben Okafor',   4100.50, '555-0103',          10, 'Sales',      'Berlin'),
    (3,  'Cem Yilmaz',   5200.00, NULL,                20, 'Research',   'Munich'),
    (4,  'Dana Weiss',   3900.00, '555-0104;555-0105', 20, 'Research',   'Munich'),
    (5,  'Eve Larsen',   6100.25, '555-0106',          30, 'Support',    'Berlin'),
    (6,  'Finn Moreau',  3900.00, NULL,                30, 'Support',    'Berlin'),
    (7,  'Gita Rao',     4750.00, '555-0107',          50, 'Sales',      'Vienna'),
    (8,  'Hugo Silva',   4750.00, '555-0108',          40, 'Finance',    'Hamburg'),
    (9,  'Ada Brandt',   4400.00, '555-0109',          40, 'Finance',    'Hamburg'),
    (10, 'Jonas Keller', 5600.75, '555-0108',          50, 'Sales',      'Vienna');
