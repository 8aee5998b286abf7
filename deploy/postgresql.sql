-- As a superuser, once. The role may make databases, so that a restore can be made beside and verified.
CREATE ROLE acuerdo LOGIN CREATEDB PASSWORD 'PASSWORD';
CREATE DATABASE acuerdo OWNER acuerdo ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE acuerdo FROM PUBLIC;
