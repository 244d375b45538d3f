-- ARGV[3..]: cart id, variant
if not isCart(ARGV[3]) then return { 'unknown' } end
if isBeingCheckedOut() then return { 'closed' } end
redis.call('HDEL', cart, ARGV[4])
return answer('ok')
