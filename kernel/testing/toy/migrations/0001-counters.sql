create table counters (id uuid primary key, value int not null);
create table seen (id uuid primary key, times int not null, total int not null);
