if redis.call('EXISTS', cart) == 0 then return { 'unknown' } end
return answer('ok')
