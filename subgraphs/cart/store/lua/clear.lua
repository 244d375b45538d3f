if redis.call('EXISTS', cart) == 0 then return { 'unknown' } end
if isBeingCheckedOut() then return { 'closed' } end
for variant in pairs((linesOf(cart))) do redis.call('HDEL', cart, variant) end
return answer('ok')
