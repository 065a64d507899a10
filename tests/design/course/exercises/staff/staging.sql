CREATE TABLE staff_flat (staff_id INTEGER, staff_name VARCHAR, manager_id INTEGER, office_id INTEGER, city_id INTEGER, city VARCHAR, country VARCHAR);
INSERT INTO staff_flat VALUES (1, 'Ada', NULL, 1, 1, 'Rome', 'IT'), (2, 'Ben', 1, 1, 1, 'Rome', 'IT'), (3, 'Cem', 1, 2, 2, 'Oslo', 'NO'),
    (4, 'Dee', 3, 2, 2, 'Oslo', 'NO'), (5, 'Eve', 6, 3, 1, 'Rome', 'IT'), (6, 'Fay', 1, 3, 1, 'Rome', 'IT'), (7, 'Gus', 3, 4, 3, 'Rome', 'US');
