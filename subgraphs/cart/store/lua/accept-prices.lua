-- ARGV[3..]: cart id, then per line: variant, minor units, currency
if not isCart(ARGV[3]) then return { 'unknown' } end
local lines = linesOf(cart)
for i = 4, #ARGV, 3 do
  local line = lines[ARGV[i]]
  if line and line.currency == ARGV[i + 2] then
    line.minor = ARGV[i + 1]
    put(ARGV[i], line)
  end
end
return answer('ok')
