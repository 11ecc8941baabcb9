local redis = require 'redis'

local client = redis.connect('localhost', 6380)

client:rpushx('topics:greetings', 'hello there!')

client:client('SETNAME', 'myapp:worker-1')
local reply = client:blpop('topics:greetings', 10)
if reply then
    local topic, partition, offset, value = reply[2], reply[4], reply[6], reply[8]
    print(('%s/%d/%d: %s'):format(topic, partition, offset, value))
    client:rpush('acks', ('%s:%d:%d'):format(topic, partition, offset))
else
    print('no message within 10 seconds')
end
client:quit()
