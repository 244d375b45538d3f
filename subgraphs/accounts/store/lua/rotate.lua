-- KEYS[1] the session, KEYS[2] the user's sessions.
-- ARGV: now, life (ms), session id, digest presented, digest of its successor, salt the successor is made with,
-- grace (ms), characters of used digests to remember
local now, life, presented = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[4]
local current, previous, rotated, salt, used =
  unpack(redis.call('HMGET', KEYS[1], 'current', 'previous', 'rotated', 'salt', 'used'))
if not current then return { 'unknown' } end

if presented == current then
  redis.call('HSET', KEYS[1], 'current', ARGV[5], 'previous', presented, 'rotated', ARGV[1], 'salt', ARGV[6],
    'used', string.sub(presented .. (used or ''), 1, tonumber(ARGV[8])))
  redis.call('PEXPIRE', KEYS[1], life)
  redis.call('ZADD', KEYS[2], now + life, ARGV[3])
  redis.call('PEXPIRE', KEYS[2], life)
  return { 'rotated', ARGV[6] }
end

-- A parallel or repeated request: the successor it was given, or would have been given, is still the current one.
if presented == previous and now - tonumber(rotated) <= tonumber(ARGV[7]) then return { 'rotated', salt } end

-- Only a token that was given out ends the session; a made-up one must not.
if used and string.find(used, presented, 1, true) then
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[3])
  return { 'reused' }
end
return { 'unknown' }
