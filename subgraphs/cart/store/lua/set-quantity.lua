-- ARGV[3..]: cart id, variant, quantity, available (-1: unknown)
local variant, quantity, available = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local value = isCart(ARGV[3]) and redis.call('HGET', cart, variant)
if not value then return { 'unknown' } end
if isBeingCheckedOut() then return { 'closed' } end
local line = parse(value)
-- Fewer than before is always a step in the right direction.
if available >= 0 and quantity > available and quantity > line.quantity then return { 'stock', quantity } end
line.quantity = quantity
put(variant, line)
return answer('ok')
