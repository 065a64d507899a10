-- Every amount comes at least twice: UNION ALL puts one list below the other and keeps all.
-- Look at the last word of it.
SELECT DISTINCT salary FROM Employees WHERE salary IS NOT NULL
UNION ALL
SELECT DISTINCT salary FROM Employees WHERE salary IS NOT NULL;
