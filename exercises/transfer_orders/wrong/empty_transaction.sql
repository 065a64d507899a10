-- Nothing stands between BEGIN and COMMIT, so nothing happens.
-- Look for the statement that changes rows.
BEGIN TRANSACTION;
COMMIT;
