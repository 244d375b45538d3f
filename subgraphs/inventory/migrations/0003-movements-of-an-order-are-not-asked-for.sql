-- Nobody asks for an order's movements: its reservation says what it holds or bought. Each line of each order wrote here.
drop index movements_of_order;
