// Upstream's judge of pods: reads a Pod as JSON from each line, and writes for each a line of JSON with what the Pod
// Security Standards have against it, by level and version, such as "baseline:v1.34". What admits it is left out.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// One more than any that says something new: upstream applies the newest rules that it knows.
const newestMinor = 38

func main() {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		log.Fatal(err)
	}
	versions := []api.Version{api.LatestVersion()}
	for minor := 0; minor <= newestMinor; minor++ {
		versions = append(versions, api.MajorMinorVersion(1, minor))
	}
	pods := bufio.NewScanner(os.Stdin)
	pods.Buffer(nil, 1<<24)
	verdicts := json.NewEncoder(os.Stdout)
	for pods.Scan() {
		var pod corev1.Pod
		if err := json.Unmarshal(pods.Bytes(), &pod); err != nil {
			log.Fatal(err)
		}
		verdict := map[string]string{}
		for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
			for _, version := range versions {
				asked := api.LevelVersion{Level: level, Version: version}
				result := policy.AggregateCheckResults(evaluator.EvaluatePod(asked, &pod.ObjectMeta, &pod.Spec))
				if !result.Allowed {
					verdict[asked.String()] = result.ForbiddenDetail()
				}
			}
		}
		if err := verdicts.Encode(verdict); err != nil {
			log.Fatal(err)
		}
	}
	if err := pods.Err(); err != nil {
		log.Fatal(err)
	}
}
