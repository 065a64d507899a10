CREATE TABLE `departments` (
    `department_id` INT NOT NULL AUTO_INCREMENT,
    `department_name` VARCHAR(80) NOT NULL,
    `department_location` VARCHAR(80) NOT NULL,
    PRIMARY KEY (`department_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `employees` (
    `employee_id` INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    `employee_name` VARCHAR(80) NOT NULL,
    `salary` DECIMAL(10,2),
    `department_id` INT NOT NULL,
    FOREIGN KEY (`department_id`) REFERENCES `departments` (`department_id`) ON DELETE RESTRICT ON UPDATE CASCADE
) ENGINE=InnoDB;

CREATE TABLE `phones` (
    `employee_id` INT NOT NULL,
    `phone` VARCHAR(20) NOT NULL,
    PRIMARY KEY (`employee_id`, `phone`),
    FOREIGN KEY (`employee_id`) REFERENCES `employees` (`employee_id`) ON DELETE CASCADE
) ENGINE=InnoDB;
