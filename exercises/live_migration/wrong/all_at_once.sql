-- One UPDATE changes all customers and keeps them locked until it is done.
-- Do it in parts, each a statement of its own.
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region), region
FROM (SELECT DISTINCT region FROM Customers WHERE region IS NOT NULL) AS found;
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = Customers.region);
