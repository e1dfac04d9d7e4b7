// One more pair of ends for the relationship type `RELATION`.
// write
ALTER TABLE `RELATION` ADD FROM `SUBJECT` TO `OBJECT`
