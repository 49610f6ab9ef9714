"""A cluster of Ray on this machine, in a process of its own: prints its address, loses a machine for every line it reads.

It has a head without processors and two machines with one each, and ends with its standard input.
"""

from __future__ import annotations

import sys

from ray.cluster_utils import Cluster

if __name__ == "__main__":
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    machines = [cluster.add_node(num_cpus=1) for _ in range(2)]
    print(cluster.address, flush=True)
    for _ in sys.stdin:
        cluster.remove_node(machines.pop(), allow_graceful=False)
        print("gone", flush=True)
    cluster.shutdown()
