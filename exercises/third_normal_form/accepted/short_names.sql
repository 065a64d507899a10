CREATE TABLE dept (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    location TEXT NOT NULL
);

CREATE TABLE emp (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    salary NUMERIC(10,2),
    dept   INTEGER NOT NULL REFERENCES dept (id)
);

CREATE TABLE emp_phone (
    emp   INTEGER NOT NULL REFERENCES emp (id),
    phone TEXT NOT NULL,
    PRIMARY KEY (emp, phone)
);
