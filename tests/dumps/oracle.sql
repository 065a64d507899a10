REM a course's tables; it's old
SET DEFINE OFF
SET ECHO ON;
PROMPT creating
DROP TABLE emp CASCADE CONSTRAINTS;
CREATE TABLE dept (
  deptno NUMBER(2) CONSTRAINT pk_dept PRIMARY KEY,
  dname VARCHAR2(14 CHAR),
  budget NUMBER(10,2),
  any_number NUMBER
);
CREATE TABLE emp (
  empno NUMBER(4) NOT NULL,
  ename VARCHAR2(10) DEFAULT 'x',
  mgr NUMBER(4) CONSTRAINT fk_mgr REFERENCES emp,
  hired DATE,
  born DATE DEFAULT SYSDATE,
  sal NUMBER(7,2) CHECK (sal > 0),
  deptno NUMBER(2),
  CONSTRAINT pk_emp PRIMARY KEY (empno),
  CONSTRAINT fk_d FOREIGN KEY (deptno) REFERENCES dept (deptno) ON DELETE CASCADE
) TABLESPACE users;
INSERT ALL
  INTO dept (deptno, dname) VALUES (10, 'ACC')
  INTO dept VALUES (20, 'R&D', 1.5, 3.25)
SELECT * FROM dual;
insert into emp values (7839, 'KING', null, to_date('17-11-1981','dd-mm-yyyy'), '17-NOV-81', 5000, 10);
insert into emp values (7698, 'BLA''KE', 7839, to_date('1-5-1981 13:00','dd-mm-yyyy hh24:mi'), DATE '1970-01-01', 2850.5, 20);
insert into emp (empno, deptno) values (1, (select max(deptno) from dept));
INSERT INTO emp VALUES (2, q'[it's]', 99, NULL, NULL, 1, 10);
COMMENT ON COLUMN emp.ename IS 'the name';
CREATE SEQUENCE s START WITH 1;
CREATE OR REPLACE TRIGGER trg BEFORE INSERT ON emp FOR EACH ROW
BEGIN
  SELECT 1 INTO :new.empno FROM dual;
END;
/
BEGIN
  INSERT INTO dept VALUES (30, 'no', 1, 1);
END;
/
COMMIT;
EXIT
