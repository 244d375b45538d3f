-- ARGV[3..]: id of a new cart (empty: make none), variant, quantity, minor units, currency, available (-1: unknown), most pieces, most lines
local variant, quantity, currency, available = ARGV[4], tonumber(ARGV[5]), ARGV[7], tonumber(ARGV[8])
if ARGV[3] == '' and redis.call('EXISTS', cart) == 0 then return { 'unknown' } end
local lines, count, carts = linesOf(cart)
local had = lines[variant]
local wanted = quantity + (had and had.quantity or 0)

if wanted > tonumber(ARGV[9]) then return { 'quantity' } end
if not had and count >= tonumber(ARGV[10]) then return { 'full' } end
-- The only line of a cart may change its currency.
if carts and carts ~= currency and not (had and count == 1) then return { 'currency' } end
if available >= 0 and wanted > available then return { 'stock', wanted } end

if ARGV[3] ~= '' then open(ARGV[3]) end
put(variant, { quantity = wanted, minor = ARGV[6], currency = currency, order = had and had.order })
return answer('ok')
