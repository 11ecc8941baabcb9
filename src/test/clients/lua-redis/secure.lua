-- Does over TLS, as users of an aclfile, what it is told: ../README.md.

-- docs/clients.md {
local redis = require 'redis'
local socket = require 'socket'
local ssl = require 'ssl'

local TLS = {
    mode = 'client',
    protocol = 'any',
    options = {'all', 'no_sslv3', 'no_tlsv1', 'no_tlsv1_1'},
    verify = 'peer',
    cafile = 'ca.pem',
    certificate = 'client.pem',
    key = 'client.key'
}

local function connect(user, password)
    local connection = assert(socket.connect('localhost', 6380))
    connection = assert(ssl.wrap(connection, TLS))
    assert(connection:dohandshake())
    local client = redis.connect({socket = connection})
    client:auth(user, password)
    return client
end

local function connect_producer()
    return connect('alice', 'alice-secret')
end

local function connect_consumer()
    local client = connect('bob', 'bob-secret')
    client:client('SETNAME', 'myapp:worker-1')
    return client
end
-- docs/clients.md }

local CONNECT = {producer = connect_producer, consumer = connect_consumer}
local clients = {}

for name in ('dump config client'):gmatch('%a+') do
    redis.commands[name] = redis.command(name:upper())
end

-- redis-lua's quit() and shutdown() need what luasec's sockets do not have.
local function connect_anew(who)
    if clients[who] then
        clients[who].network.socket:close()
        clients[who] = nil
    end
    clients[who] = CONNECT[who]()
end

local function answer(who, ...)
    if who == 'connect' then
        connect_anew('producer')
        connect_anew('consumer')
        return 'ok'
    end
    local command = (...):lower()
    local reply = clients[who][command](clients[who], select(2, ...))
    if reply == nil then
        return 'ok'
    end
    if type(reply) == 'table' then
        return 'ok ' .. table.concat(reply, ' ')
    end
    return 'ok ' .. (reply == true and 'OK' or tostring(reply))
end

for line in io.lines() do
    local words = {}
    for word in line:gmatch('%S+') do
        words[#words + 1] = word
    end
    local is_well, reply = pcall(answer, unpack(words))
    reply = tostring(reply):gsub('\n', ' ')
    print(is_well and reply or 'error ' .. reply)
    io.flush()
    if not is_well and reply:find('connection error', 1, true) then
        -- It does not connect again by itself.
        pcall(connect_anew, words[1])
    end
end
