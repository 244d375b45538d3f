-- ARGV[3..]: cart id, key, until when others are kept away (ms)
if not isCart(ARGV[3]) then return { 'unknown' } end
if redis.call('HGET', cart, 'key') == ARGV[4] then
  redis.call('HSET', cart, 'until', ARGV[5])
  return { 'ok', redis.call('HGET', cart, 'held') }
end
if isBeingCheckedOut() then return { 'closed' } end
local lines, held = linesOf(cart), {}
for _, variant in ipairs(inOrder(lines)) do held[#held + 1] = variant .. ' ' .. format(lines[variant]) end
if #held == 0 then return { 'empty' } end
local taken = table.concat(held, ';')
redis.call('HSET', cart, 'key', ARGV[4], 'until', ARGV[5], 'held', taken)
redis.call('PEXPIRE', cart, life)
return { 'ok', taken }
