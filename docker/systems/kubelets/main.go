// Plays the kubelets of a cluster without machines: makes nodes, keeps them ready, and gives pods a life that their
// image's tag tells: "bad..." crashes again and again, "missing..." can't be pulled, "slow..." takes three seconds,
// anything else runs and is ready at once. Deleted pods end at once.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
	"time"

	coordination "k8s.io/api/coordination/v1"
	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/utils/ptr"
)

const (
	slowness  = 3 * time.Second
	heartbeat = 10 * time.Second
	workers   = 16
)

type kubelets struct {
	client kubernetes.Interface
	begun  sync.Map // pods whose next step is under way, by UID and step
	work   chan func(context.Context)
	next   struct {
		sync.Mutex
		address int
	}
}

func main() {
	nodes := flag.Int("nodes", 20, "how many nodes")
	zones := flag.Int("zones", 3, "over how many zones")
	flag.Parse()
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		log.Fatal(err)
	}
	config.QPS, config.Burst = 1000, 2000
	k := &kubelets{client: kubernetes.NewForConfigOrDie(config), work: make(chan func(context.Context), 50_000)}
	ctx := context.Background()
	for range workers {
		go func() {
			for step := range k.work {
				step(ctx)
			}
		}()
	}
	k.watchPods(ctx)
	k.keepNodes(ctx, *nodes, *zones)
}

func (k *kubelets) watchPods(ctx context.Context) {
	factory := informers.NewSharedInformerFactory(k.client, 30*time.Second)
	seen := func(object any) {
		if pod, ok := object.(*core.Pod); ok && pod.Spec.NodeName != "" {
			k.live(pod)
		}
	}
	_, err := factory.Core().V1().Pods().Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    seen,
		UpdateFunc: func(_, now any) { seen(now) },
	})
	if err != nil {
		log.Fatal(err)
	}
	factory.Start(ctx.Done())
}

// live does the next step of a pod's life, once; one that failed is tried again when the pod is seen again.
func (k *kubelets) live(pod *core.Pod) {
	switch {
	case pod.DeletionTimestamp != nil:
		k.once(pod, "end", 0, func(ctx context.Context) error {
			return k.client.CoreV1().Pods(pod.Namespace).Delete(ctx, pod.Name, meta.DeleteOptions{GracePeriodSeconds: ptr.To[int64](0), Preconditions: meta.NewUIDPreconditions(string(pod.UID))})
		})
	case pod.Status.StartTime == nil:
		var delay time.Duration
		if strings.HasPrefix(tag(pod.Spec.Containers[0].Image), "slow") {
			delay = slowness
		}
		k.once(pod, "run", delay, func(ctx context.Context) error { return k.report(ctx, pod, k.running(pod)) })
	}
}

func (k *kubelets) once(pod *core.Pod, step string, after time.Duration, do func(context.Context) error) {
	key := step + string(pod.UID)
	if _, under := k.begun.LoadOrStore(key, true); under {
		return
	}
	queue := func() {
		k.work <- func(ctx context.Context) {
			if err := do(ctx); err != nil {
				k.begun.Delete(key)
			}
		}
	}
	if after > 0 {
		time.AfterFunc(after, queue)
	} else {
		queue()
	}
}

func (k *kubelets) running(pod *core.Pod) core.PodStatus {
	now := meta.Now()
	phase, ready := core.PodRunning, core.ConditionTrue
	var containers []core.ContainerStatus
	for _, container := range pod.Spec.Containers {
		status := core.ContainerStatus{Name: container.Name, Image: container.Image}
		switch tag := tag(container.Image); {
		case strings.HasPrefix(tag, "bad"):
			ready = core.ConditionFalse
			status.RestartCount = 3
			status.State.Waiting = &core.ContainerStateWaiting{Reason: "CrashLoopBackOff", Message: "back-off 40s restarting failed container"}
			status.LastTerminationState.Terminated = &core.ContainerStateTerminated{ExitCode: 1, Reason: "Error"}
		case strings.HasPrefix(tag, "missing"):
			phase, ready = core.PodPending, core.ConditionFalse
			status.State.Waiting = &core.ContainerStateWaiting{Reason: "ImagePullBackOff", Message: fmt.Sprintf("Back-off pulling image %q", container.Image)}
		default:
			status.Ready = true
			status.State.Running = &core.ContainerStateRunning{StartedAt: now}
		}
		containers = append(containers, status)
	}
	address := k.address()
	return core.PodStatus{Phase: phase, StartTime: &now, PodIP: address, PodIPs: []core.PodIP{{IP: address}}, ContainerStatuses: containers, Conditions: []core.PodCondition{
		{Type: core.PodInitialized, Status: core.ConditionTrue, LastTransitionTime: now},
		{Type: core.ContainersReady, Status: ready, LastTransitionTime: now},
		{Type: core.PodReady, Status: ready, LastTransitionTime: now},
	}}
}

func (k *kubelets) report(ctx context.Context, pod *core.Pod, status core.PodStatus) error {
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": pod.UID}, "status": status})
	if err != nil {
		return err
	}
	_, err = k.client.CoreV1().Pods(pod.Namespace).Patch(ctx, pod.Name, types.StrategicMergePatchType, patch, meta.PatchOptions{}, "status")
	return err
}

func (k *kubelets) address() string {
	k.next.Lock()
	defer k.next.Unlock()
	k.next.address++
	return fmt.Sprintf("10.%d.%d.%d", 64+k.next.address>>16&63, k.next.address>>8&255, k.next.address&255)
}

// keepNodes makes the nodes node-0000, node-0001, ... in turn in the zones z1, z2, ..., every fourth in the pool
// "spare", and renews their leases for ever.
func (k *kubelets) keepNodes(ctx context.Context, count, zones int) {
	for {
		var wait sync.WaitGroup
		for i := range count {
			wait.Add(1)
			k.work <- func(ctx context.Context) {
				defer wait.Done()
				if err := k.beat(ctx, i, zones); err != nil {
					log.Print(err)
				}
			}
		}
		wait.Wait()
		time.Sleep(heartbeat)
	}
}

func (k *kubelets) beat(ctx context.Context, i, zones int) error {
	name := fmt.Sprintf("node-%04d", i)
	renewal, err := json.Marshal(map[string]any{"spec": map[string]any{"renewTime": meta.NowMicro()}})
	if err != nil {
		return err
	}
	// A node that was given up while its kubelet was away is ready again once that says so.
	if err := k.ready(ctx, name); apierrors.IsNotFound(err) {
		if err := k.join(ctx, name, i, zones); err != nil {
			return err
		}
	} else if err != nil {
		return err
	}
	leases := k.client.CoordinationV1().Leases("kube-node-lease")
	if _, err := leases.Patch(ctx, name, types.MergePatchType, renewal, meta.PatchOptions{}); err == nil {
		return nil
	}
	now := meta.NowMicro()
	lease := &coordination.Lease{ObjectMeta: meta.ObjectMeta{Name: name}, Spec: coordination.LeaseSpec{HolderIdentity: &name, LeaseDurationSeconds: ptr.To[int32](3600), RenewTime: &now}}
	_, err = leases.Create(ctx, lease, meta.CreateOptions{})
	return err
}

func (k *kubelets) join(ctx context.Context, name string, i, zones int) error {
	pool := "main"
	if i%4 == 3 {
		pool = "spare"
	}
	room := core.ResourceList{core.ResourceCPU: resource.MustParse("32"), core.ResourceMemory: resource.MustParse("256Gi"), core.ResourcePods: resource.MustParse("110")}
	node := &core.Node{
		ObjectMeta: meta.ObjectMeta{Name: name, Labels: map[string]string{"kubernetes.io/hostname": name, "topology.kubernetes.io/zone": fmt.Sprintf("z%d", i%zones+1), "nodepool": pool}},
		Status:     core.NodeStatus{Allocatable: room, Capacity: room},
	}
	if _, err := k.client.CoreV1().Nodes().Create(ctx, node, meta.CreateOptions{}); err != nil {
		return err
	}
	return k.ready(ctx, name)
}

func (k *kubelets) ready(ctx context.Context, name string) error {
	now := meta.Now()
	ready, err := json.Marshal(map[string]any{"status": map[string]any{"conditions": []core.NodeCondition{{Type: core.NodeReady, Status: core.ConditionTrue, Reason: "KubeletReady", LastHeartbeatTime: now, LastTransitionTime: now}}}})
	if err != nil {
		return err
	}
	_, err = k.client.CoreV1().Nodes().Patch(ctx, name, types.StrategicMergePatchType, ready, meta.PatchOptions{}, "status")
	return err
}

func tag(image string) string {
	return image[strings.LastIndex(image, ":")+1:]
}
