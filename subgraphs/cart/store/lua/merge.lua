-- KEYS[2] the guest's cart. ARGV[3..]: id of a new cart, most pieces, most lines
local guest, mostPieces, mostLines = KEYS[2], tonumber(ARGV[4]), tonumber(ARGV[5])
if redis.call('EXISTS', guest) == 0 then return { 'unknown' } end
open(ARGV[3])
local mine, count, currency = linesOf(cart)
local theirs = linesOf(guest)
local left = 0
for _, variant in ipairs(inOrder(theirs)) do
  local line, had = theirs[variant], mine[variant]
  if (currency or line.currency) ~= line.currency or not (had or count < mostLines) then
    left = left + 1
  else
    -- The guest's price is the one seen last.
    line.quantity = math.min(mostPieces, line.quantity + (had and had.quantity or 0))
    line.order = had and had.order
    if not had then count = count + 1 end
    currency = line.currency
    put(variant, line)
    redis.call('HDEL', guest, variant)
  end
end
if left == 0 then redis.call('DEL', guest) end
return answer('ok')
