-- Tries everything that ../README.md lists with redis-lua.

local redis = require 'redis'
local socket = require 'socket'

local MESSAGES, BATCH = 1000, 100
local host, port, _, topic, group = unpack(arg)
local consumer_name

redis.commands.dump = redis.command('DUMP')

local function check(is_right, message, ...)
    if not is_right then
        io.stderr:write('redis-lua: ', message:format(...), '\n')
        os.exit(1)
    end
end

local function expect(what, expected, actual)
    check(actual == expected, '%s: expected %s, got %s', what, tostring(expected), tostring(actual))
end

local function connect(name)
    local client = redis.connect({host = host, port = port, timeout = 30})
    if name then
        expect('CLIENT SETNAME', true, client:client('SETNAME', name))
        expect('CLIENT GETNAME', name, client:client('GETNAME'))
    end
    return client
end

-- Even messages have a key with a colon in it, odd ones have none.
local function key_of(number)
    return number % 2 == 0 and ('user:%d'):format(number / 2 % 10) or nil
end

-- Any bytes pass, with line ends and all.
local function value_of(number)
    return ('%d %s '):format(number, key_of(number) or '-') .. '\255\0\r\n'
end

local function produce(client)
    for first = 0, MESSAGES - 1, BATCH do
        local replies = client:pipeline(function(pipeline)
            for number = first, first + BATCH - 1 do
                local key = key_of(number)
                pipeline:rpushx('topics:' .. topic .. (key and ':' .. key or ''), value_of(number))
            end
        end)
        expect('pipeline of RPUSHX', ('1 '):rep(BATCH), table.concat(replies, ' ') .. ' ')
    end
    expect('DUMP', 0, client:dump(10000))
end

-- The partition and value of the next message, now acknowledged; nothing if there is none in time.
local function pop(consumer, seconds)
    local reply = consumer:blpop('topics:' .. topic, seconds)
    if not reply then
        return
    end
    expect('elements of BLPOP', 8, #reply)
    expect('names in BLPOP', 'topic partition offset value', table.concat({reply[1], reply[3], reply[5], reply[7]}, ' '))
    local partition, offset, value = reply[4], reply[6], reply[8]
    expect('topic in BLPOP', topic, reply[2])
    expect('type of the partition', 'number', type(partition))
    expect('type of the offset', 'number', type(offset))
    expect('RPUSH acks', 1, consumer:rpush('acks', ('%s:%d:%d'):format(topic, partition, offset)))
    return partition, value
end

local function expect_none(consumer)
    expect('partition of BLPOP with nothing left', nil, (pop(consumer, 1)))
end

local function expect_only(consumer, expected)
    local _, value = pop(consumer, 20)
    expect('BLPOP', expected, value)
    expect_none(consumer)
end

local function consume(consumer)
    local seen, last_of, partition_of = {}, {}, {}
    for count = 0, MESSAGES - 1 do
        local partition, value = pop(consumer, 20)
        check(partition, 'BLPOP: expected %d messages, got %d', MESSAGES, count)
        local number = tonumber(value:match('^%d+'))
        check(number and number < MESSAGES and not seen[number], 'BLPOP: expected each message once, got %s', value)
        seen[number] = true
        expect('message', value_of(number), value)
        local key = key_of(number)
        if key then
            local last = last_of[key] or -1
            check(number > last, '%s: %d came after %d', key, number, last)
            last_of[key] = number
            partition_of[key] = partition_of[key] or partition
            expect('partition of ' .. key, partition_of[key], partition)
        end
    end
end

-- A new client for one that has lost its connection, as redis-lua has no other way, as soon as there is a server.
local function reconnect(client, name)
    expect('success of PING on the old connection', false, (pcall(client.ping, client)))
    local start = socket.gettime()
    while true do
        local success, result = pcall(connect, name)
        if success then
            return result
        end
        check(socket.gettime() - start < 20, 'after the restart: %s', result)
        socket.sleep(0.1)
    end
end

local function restart(client, consumer)
    print('restart')
    check(io.read(), 'restart: expected a line, got the end of the input')
    client = reconnect(client)
    expect('PING', true, client:ping())
    expect('RPUSHX', 1, client:rpushx('topics:' .. topic, 'restarted'))
    expect('DUMP', 0, client:dump(10000))
    expect_only(reconnect(consumer, consumer_name), 'restarted')
end

check(#arg == 5, 'usage: lua5.1 matrix.lua <host> <port> <protocol> <topic> <group>')
consumer_name = group .. ':redis-lua'
io.stdout:setvbuf('line')

print('version ' .. redis._VERSION:match('%d.*'))
print('protocol 2')
local client = connect()
expect('PING', true, client:ping())
print('ok connect')
expect('CLIENT SETNAME', true, client:client('SETNAME', 'label'))
expect('CLIENT GETNAME', 'label', client:client('GETNAME'))
print('ok name')
print('skip pool redis-lua has none')
produce(client)
print('ok produce')

local consumer = connect(consumer_name)
consume(consumer)
print('ok consume')
expect_none(consumer)
print('ok timeout')

consumer:quit()
expect('RPUSHX', 1, client:rpushx('topics:' .. topic, 'again'))
consumer = connect(consumer_name)
expect_only(consumer, 'again')
print('ok again')

restart(client, consumer)
print('ok restart')
print('skip health redis-lua has none')
