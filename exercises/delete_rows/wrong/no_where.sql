-- All orders are gone.
-- Which rows does a DELETE take away that has no WHERE?
DELETE FROM Orders;
