"""Prints the threads of each race of a JSON report, an event as KIND SUBJECT LINE."""

import json
import os
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    findings = json.load(file)["findings"]
for finding in [f for f in findings if "threads" in f]:
    place = finding["location"]
    print(f"{os.path.basename(place['file'])}:{place['line']}")
    for thread in finding["threads"]:
        events = [f"{event['kind']} {event['subject']} {event['location']['line']}" for event in thread["events"]]
        print(f"{thread['function']}: {', '.join(events)}")
