-- There are customers with higher numbers, and one of a new region.
INSERT INTO Customers (id, name, region) VALUES (401, 'Atlas Ltd', 'North'), (5003, 'Nordwind', 'Center'), (5004, 'Lo & Co', NULL);
