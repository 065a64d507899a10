-- A university: keys of several columns, a table that refers to itself, terms and dates.

CREATE TABLE Courses (
    code     VARCHAR PRIMARY KEY,
    title    VARCHAR NOT NULL,
    credits  INTEGER NOT NULL CHECK (credits BETWEEN 1 AND 12),
    requires VARCHAR REFERENCES Courses (code)             -- NULL: nothing is required
);

CREATE TABLE Students (
    id       INTEGER PRIMARY KEY,
    name     VARCHAR NOT NULL,
    enrolled DATE NOT NULL,
    left_on  DATE,                                         -- NULL: still here
    mentor   INTEGER REFERENCES Students (id)
);

CREATE TABLE Sections (
    code  VARCHAR REFERENCES Courses (code),
    term  INTEGER,
    room  VARCHAR,
    seats INTEGER NOT NULL,
    PRIMARY KEY (code, term)
);

CREATE TABLE Grades (
    student INTEGER REFERENCES Students (id),
    code    VARCHAR,
    term    INTEGER,
    points  DECIMAL(4, 1),                                 -- NULL: not marked yet
    PRIMARY KEY (student, code, term),
    FOREIGN KEY (code, term) REFERENCES Sections (code, term)
);
