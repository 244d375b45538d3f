-- KEYS[1] the session, KEYS[2] the user's sessions by when they end.
-- ARGV: now, life (ms), session id, digest of its refresh token, most sessions of a user, what session keys begin with
local now, life = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('HSET', KEYS[1], 'current', ARGV[4])
redis.call('PEXPIRE', KEYS[1], life)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
redis.call('ZADD', KEYS[2], now + life, ARGV[3])
redis.call('PEXPIRE', KEYS[2], life)
-- The ones that were not used for longest make room.
local over = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[5])
for _ = 1, over do
  local oldest = redis.call('ZPOPMIN', KEYS[2])
  redis.call('DEL', ARGV[6] .. oldest[1])
end
return 'ok'
