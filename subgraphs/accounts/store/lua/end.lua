-- KEYS[1] the session, KEYS[2] the user's sessions. ARGV: session id, digest of one of its refresh tokens (empty: none needed)
local digest = ARGV[2]
if digest ~= '' then
  local current, used = unpack(redis.call('HMGET', KEYS[1], 'current', 'used'))
  if current ~= digest and not (used and string.find(used, digest, 1, true)) then return 0 end
end
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])
