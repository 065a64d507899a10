-- Names with the signs that mean something in a pattern.
INSERT INTO Customers VALUES
    (1, 'C:\Sons', NULL), (2, '100 % Ltd', NULL), (3, 'S_ns and Co', NULL), (4, 'Sons', NULL), (5, '\', NULL),
    (6, 'and', NULL), (7, 'HART AND CO', NULL), (8, 'a\%b\_c', NULL), (9, 'Ѕons', NULL), (10, ''' OR ''1'' = ''1', NULL);
