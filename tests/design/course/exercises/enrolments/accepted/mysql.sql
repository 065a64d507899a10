CREATE DATABASE school;
USE school;
CREATE TABLE `enrolments` (
  `student_id` INT(11) NOT NULL,
  `course_id` INT(11) NOT NULL,
  `grade` DECIMAL(3,1),
  PRIMARY KEY (`student_id`, `course_id`),
  FOREIGN KEY (`student_id`) REFERENCES `students` (`student_id`) ON DELETE CASCADE,
  CONSTRAINT `fk_course` FOREIGN KEY (`course_id`) REFERENCES `courses` (`course_id`) ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `students` (`student_id` INT UNSIGNED NOT NULL AUTO_INCREMENT, `student_name` VARCHAR(100), PRIMARY KEY (`student_id`)) ENGINE=InnoDB;
CREATE TABLE `teachers` (`teacher_id` INT AUTO_INCREMENT PRIMARY KEY, `teacher_name` VARCHAR(100), KEY `by_name` (`teacher_name`));
CREATE TABLE `courses` (`course_id` INT AUTO_INCREMENT PRIMARY KEY, `course_title` VARCHAR(100), `teacher_id` INT);
ALTER TABLE `courses` ADD CONSTRAINT `fk_t` FOREIGN KEY (`teacher_id`) REFERENCES `teachers` (`teacher_id`);
