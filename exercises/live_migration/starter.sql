-- The new table, and the column renamed to make room for the new one. Who is reading it right now?
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region), region
FROM (SELECT DISTINCT region FROM Customers WHERE region IS NOT NULL) AS found;
ALTER TABLE Customers RENAME COLUMN region TO region_name;
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region_name);
