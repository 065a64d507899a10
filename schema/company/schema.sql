-- A company: who works where, who handled which order, and for whom.

CREATE TABLE Departments (
    id   INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL
);

CREATE TABLE Employees (
    id            INTEGER PRIMARY KEY,
    name          VARCHAR NOT NULL,
    department_id INTEGER REFERENCES Departments (id),  -- NULL: no department yet
    salary        DECIMAL(10, 2)                        -- NULL: not agreed yet
);

CREATE TABLE Customers (
    id     INTEGER PRIMARY KEY,
    name   VARCHAR NOT NULL,
    region VARCHAR                                      -- NULL: region unknown
);

CREATE TABLE Orders (
    order_id     INTEGER PRIMARY KEY,
    employee_id  INTEGER REFERENCES Employees (id),     -- NULL: a web order that nobody handled
    customer_id  INTEGER NOT NULL REFERENCES Customers (id),
    order_amount DECIMAL(10, 2) NOT NULL,
    order_date   DATE NOT NULL
);
