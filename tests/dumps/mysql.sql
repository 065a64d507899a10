-- MySQL dump 10.13  Distrib 8.0.33
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;
USE `shop`;
DROP TABLE IF EXISTS `orders`;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `orders` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` int(11) DEFAULT NULL COMMENT 'who; ordered',
  `state` enum('new','it''s paid') NOT NULL DEFAULT 'new',
  `made` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `shipped` date DEFAULT '0000-00-00',
  `total` decimal(10,2) DEFAULT '0.00',
  `flag` bit(1) DEFAULT b'0',
  `yr` year DEFAULT NULL,
  `doc` json DEFAULT NULL,
  `pic` blob,
  PRIMARY KEY (`id`),
  UNIQUE KEY `u` (`customer_id`,`made`),
  KEY `k` (`customer_id`),
  CONSTRAINT `fk1` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci COMMENT='all orders';
LOCK TABLES `orders` WRITE;
/*!40000 ALTER TABLE `orders` DISABLE KEYS */;
INSERT INTO `orders` VALUES (1,1,'new','2020-01-01 10:00:00','2020-01-02',1.50,_binary '\0',2020,'{\"a\": 1}',_binary 'ab\0c'),(2,NULL,'it\'s paid','2020-01-02 10:00:00','0000-00-00',2.00,b'1',2021,NULL,0xFF00);
INSERT INTO orders (customer_id, made) VALUES (1, '2021-01-01');
/*!40000 ALTER TABLE `orders` ENABLE KEYS */;
UNLOCK TABLES;
CREATE TABLE `customers` (
  `id` int NOT NULL AUTO_INCREMENT PRIMARY KEY,
  `name` varchar(50) COLLATE utf8mb4_general_ci NOT NULL,
  `boss` int,
  FOREIGN KEY (boss) REFERENCES customers(id)
) ENGINE=InnoDB;
INSERT INTO `customers` (name, boss) VALUES ("Ann \"A\"", NULL), ('Bob; #1 -- x', 1); # trailing
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t` BEFORE INSERT ON `orders` FOR EACH ROW BEGIN
  SET NEW.total = 1; SET NEW.yr = 2;
END */;;
DELIMITER ;
/*!50001 CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `v` AS select `o`.`id` AS `id` from `orders` `o` */;
UPDATE customers SET name = 'Bobby' WHERE id = 2;
INSERT INTO nothing VALUES (1,2),(3,4);
