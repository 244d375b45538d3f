-- KEYS[2] the orders taken out of this cart, by time. ARGV[3..]: cart id, order id, when it was placed (ms), how many
-- orders are remembered, then per line: variant, quantity
local orders, order, placed, remembered = KEYS[2], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
if not isCart(ARGV[3]) then return { 'unknown' } end
-- An order older than all of the many remembered ones has long been taken.
if redis.call('ZCARD', orders) >= remembered then
  local oldest = redis.call('ZRANGE', orders, 0, 0, 'WITHSCORES')
  if placed < tonumber(oldest[2]) then return { 'again' } end
end
if redis.call('ZADD', orders, 'NX', ARGV[5], order) == 0 then return { 'again' } end
redis.call('ZREMRANGEBYRANK', orders, 0, -remembered - 1)
-- As long as inboxes remember events: longer than Kafka keeps them.
redis.call('PEXPIRE', orders, 2 * life)

for i = 7, #ARGV, 2 do
  local value = redis.call('HGET', cart, ARGV[i])
  if value then
    local line = parse(value)
    line.quantity = line.quantity - tonumber(ARGV[i + 1])
    if line.quantity > 0 then put(ARGV[i], line) else redis.call('HDEL', cart, ARGV[i]) end
  end
end
-- The next check-out keeps what it took, should this event have been late: its goods are held by those lines.
if redis.call('HGET', cart, 'key') == order then redis.call('HDEL', cart, 'key', 'until', 'held') end
redis.call('PEXPIRE', cart, life)
return { 'ok' }
