"""The ways to a party, one file each, and the one table of them."""

from casework.delivery.channels import counter, formal, portal, post
from casework.delivery.known import Channel
from casework.delivery.models import Delivery

CHANNELS: dict[str, Channel] = {
    Delivery.Channel.POST: post.CHANNEL,
    Delivery.Channel.FORMAL: formal.CHANNEL,
    Delivery.Channel.COUNTER: counter.CHANNEL,
    Delivery.Channel.PORTAL: portal.CHANNEL,
}
