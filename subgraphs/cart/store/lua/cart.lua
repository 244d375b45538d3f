-- Put before every script of a cart.
-- KEYS[1] the cart: a hash. ARGV[1] now, ARGV[2] how long an unused cart is kept, both in ms.
-- A line's field is its variant's id (36 characters), its value "<quantity> <minor units> <currency> <order>".
-- Other fields: id, next (the next line's order), and of a check-out: key, until (ms), held (the lines it took).
local cart, now, life = KEYS[1], tonumber(ARGV[1]), ARGV[2]

local function answer(kind)
  redis.call('PEXPIRE', cart, life)
  return { kind, redis.call('HGETALL', cart) }
end

local function parse(value)
  local quantity, minor, currency, order = string.match(value, '^(%d+) (%d+) (%a+) (%d+)$')
  return { quantity = tonumber(quantity), minor = minor, currency = currency, order = tonumber(order) }
end

local function format(line)
  return string.format('%d %s %s %d', line.quantity, line.minor, line.currency, line.order)
end

-- The lines of a cart by variant, how many they are, and their currency.
local function linesOf(key)
  local fields, lines, count, currency = redis.call('HGETALL', key), {}, 0, nil
  for i = 1, #fields, 2 do
    if #fields[i] == 36 then
      lines[fields[i]] = parse(fields[i + 1])
      count = count + 1
      currency = lines[fields[i]].currency
    end
  end
  return lines, count, currency
end

-- The variants of lines in the order they were put in.
local function inOrder(lines)
  local variants = {}
  for variant in pairs(lines) do variants[#variants + 1] = variant end
  table.sort(variants, function(a, b) return lines[a].order < lines[b].order end)
  return variants
end

-- Makes the cart unless it is there.
local function open(id)
  redis.call('HSETNX', cart, 'id', id)
end

local function put(variant, line)
  line.order = line.order or redis.call('HINCRBY', cart, 'next', 1)
  redis.call('HSET', cart, variant, format(line))
end

local function isCart(id)
  return redis.call('HGET', cart, 'id') == id
end

local function isBeingCheckedOut()
  return (tonumber(redis.call('HGET', cart, 'until') or 0)) > now
end
