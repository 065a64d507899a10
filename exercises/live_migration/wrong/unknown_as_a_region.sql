-- An unknown region became a region of its own.
-- Which customers have no number?
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region), region
FROM (SELECT DISTINCT COALESCE(region, 'Unknown') AS region FROM Customers) AS found;
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = COALESCE(Customers.region, 'Unknown')) WHERE id % 4 = 0;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = COALESCE(Customers.region, 'Unknown')) WHERE id % 4 = 1;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = COALESCE(Customers.region, 'Unknown')) WHERE id % 4 = 2;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = COALESCE(Customers.region, 'Unknown')) WHERE id % 4 = 3;
