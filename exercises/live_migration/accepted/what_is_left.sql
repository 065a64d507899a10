-- Idea: the next hundred of those that are left, as often as needed; each in a transaction of its own.
CREATE TABLE Regions (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL UNIQUE
);
INSERT INTO Regions
SELECT ROW_NUMBER() OVER (ORDER BY region), region
FROM (SELECT DISTINCT region FROM Customers WHERE region IS NOT NULL) AS found;
ALTER TABLE Customers ADD COLUMN region_id INTEGER REFERENCES Regions (id);
BEGIN;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = region)
WHERE id IN (SELECT id FROM Customers WHERE region_id IS NULL AND region IS NOT NULL ORDER BY id LIMIT 130);
COMMIT;
BEGIN;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = region)
WHERE id IN (SELECT id FROM Customers WHERE region_id IS NULL AND region IS NOT NULL ORDER BY id LIMIT 130);
COMMIT;
BEGIN;
UPDATE Customers SET region_id = (SELECT r.id FROM Regions AS r WHERE r.name = region)
WHERE region_id IS NULL AND region IS NOT NULL;
COMMIT;
