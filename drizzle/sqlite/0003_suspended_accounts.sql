ALTER TABLE `users` ADD `suspended_at` integer;
