-- ARGV[3..]: cart id, key
if not isCart(ARGV[3]) or redis.call('HGET', cart, 'key') ~= ARGV[4] then return { 'unknown' } end
redis.call('HDEL', cart, 'key', 'until', 'held')
return { 'ok' }
