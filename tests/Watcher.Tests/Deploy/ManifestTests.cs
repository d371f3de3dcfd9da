using System.Text;
using System.Text.RegularExpressions;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using OfoWatcher.Settings;
using OfoWatcher.Tests.Fixtures;
using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Deploy;

public sealed partial class ManifestTests
{
    private const string InputFolder = "/ofo-share";
    private const string OutputFolder = "/ofo-share/argo-output";
    private const string ImageUser = "1654";

    public static TheoryData<string> Variants => Manifests.Variants;

    [Theory]
    [MemberData(nameof(Variants))]
    public void Everything_is_rendered_without_a_warning_into_one_namespace(string variant)
    {
        var manifests = Manifests.Render(variant);

        Assert.All(manifests.Identities, identity => Assert.Equal(
            identity.Kind == "PersistentVolume" ? null : Manifests.Namespace, manifests.NamespaceOf(identity)));
    }

    [Fact]
    public void The_base_can_be_applied_as_it_is()
    {
        var manifests = Manifests.RenderFolder(Repository.PathOf("deploy"));

        Assert.Contains(("WorkflowTemplate", "ofo-metashape"), manifests.Identities);
        Assert.Contains(("WorkflowTemplate", "ofo-metashape-single"), manifests.Identities);
        Assert.Contains(("ConfigMap", "ofo-limits"), manifests.Identities);
        Assert.Contains(("NetworkPolicy", Manifests.Watcher), manifests.Identities);
        Assert.Contains(("Service", Manifests.Watcher), manifests.Identities);
        Assert.Equal(
            ["argo-output", "ofo-share"],
            manifests.Identities.Where(i => i.Kind == "PersistentVolumeClaim").Select(i => i.Name).Order());
    }

    [Fact]
    public void The_kustomization_that_the_page_shows_is_rendered()
    {
        using var folder = new TemporaryFolder();
        var page = File.ReadAllText(Repository.PathOf("deploy", "README.md"));
        var example = YamlBlock().Match(page).Groups[1].Value.Replace("../deploy", Manifests.Below(folder));

        var manifests = Manifests.Render(folder, example);

        Assert.Equal(0, manifests.Deployment.Spec.Replicas);
        Assert.Equal("*/10 * * * *", manifests.CronJob.Spec.Schedule);
        Assert.DoesNotContain(manifests.Identities, identity => identity.Kind == "PersistentVolume");
    }

    [Fact]
    public void The_Ingress_that_the_page_shows_leads_to_the_service()
    {
        var page = File.ReadAllText(Repository.PathOf("deploy", "README.md"));
        var block = YamlBlock().Matches(page).Select(match => match.Groups[1].Value)
            .Single(yaml => yaml.Contains("kind: Ingress", StringComparison.Ordinal));

        var ingress = k8s.KubernetesYaml.Deserialize<V1Ingress>(block, strict: true);

        var service = Manifests.Render("").Read<V1Service>("Service", Manifests.Watcher);
        var path = Assert.Single(Assert.Single(ingress.Spec.Rules).Http.Paths);
        Assert.Equal((Manifests.Namespace, "/"), (ingress.Metadata.NamespaceProperty, path.Path));
        Assert.Equal(
            (service.Metadata.Name, service.Spec.Ports[0].Name),
            (path.Backend.Service.Name, path.Backend.Service.Port.Name));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Pods_of_the_watcher_have_no_rights_on_their_node(string variant)
    {
        foreach (var pod in Manifests.Render(variant).WatcherPods)
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal(ImageUser, pod.SecurityContext.RunAsUser.ToString());
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.True(pod.HostNetwork is null && pod.HostPID is null && pod.HostIPC is null);
            Assert.DoesNotContain(pod.Volumes, volume => volume.HostPath is not null);
            var container = Assert.Single(pod.Containers);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Null(container.SecurityContext.Privileged);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.Null(container.SecurityContext.Capabilities.Add);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Pods_of_the_watcher_ask_for_resources_and_have_a_limit(string variant)
    {
        foreach (var container in Manifests.Render(variant).WatcherPods.SelectMany(pod => pod.Containers))
        {
            Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
            Assert.Equal(["cpu", "memory"], container.Resources.Limits.Keys.Order());
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Pods_of_the_watcher_can_write_results_but_no_photos(string variant)
    {
        foreach (var pod in Manifests.Render(variant).WatcherPods)
        {
            var mounts = pod.Containers.Single().VolumeMounts;
            Assert.True(mounts.Single(mount => mount.MountPath == InputFolder).ReadOnlyProperty);
            Assert.Null(mounts.Single(mount => mount.MountPath == OutputFolder).ReadOnlyProperty);
            Assert.Equal(
                [OutputFolder, "/tmp"],
                mounts.Where(mount => mount.ReadOnlyProperty != true).Select(mount => mount.MountPath));
            Assert.All(mounts, mount => Assert.Contains(pod.Volumes, volume => volume.Name == mount.Name));
        }
    }

    [Fact]
    public void Photos_are_read_only_in_their_volume_and_claim_too()
    {
        var manifests = Manifests.Render("");

        var volume = manifests.Read<V1PersistentVolume>("PersistentVolume", "ofo-share");
        Assert.True(volume.Spec.Nfs.ReadOnlyProperty);
        Assert.Equal(["ReadOnlyMany"], volume.Spec.AccessModes);
        Assert.All(
            manifests.WatcherPods.Select(pod => pod.Volumes.Single(claim => claim.Name == "photos")),
            claim => Assert.True(claim.PersistentVolumeClaim.ReadOnlyProperty));
    }

    [Theory]
    [InlineData("ofo-share")]
    [InlineData("argo-output")]
    public void A_claim_takes_its_own_volume_and_no_new_one(string name)
    {
        var manifests = Manifests.Render("");
        var volume = manifests.Read<V1PersistentVolume>("PersistentVolume", name);
        var claim = manifests.Read<V1PersistentVolumeClaim>("PersistentVolumeClaim", name);

        Assert.Equal(name, claim.Spec.VolumeName);
        Assert.Equal("", claim.Spec.StorageClassName);
        Assert.Null(volume.Spec.StorageClassName);
        Assert.Equal(volume.Spec.AccessModes, claim.Spec.AccessModes);
        Assert.Equal("Retain", volume.Spec.PersistentVolumeReclaimPolicy);
    }

    [Fact]
    public void One_claim_stands_for_both_volumes_on_CephFS()
    {
        var manifests = Manifests.Render("cephfs");

        Assert.DoesNotContain(
            manifests.Identities, identity => identity.Kind.StartsWith("Persistent", StringComparison.Ordinal));
        foreach (var pod in manifests.WatcherPods)
        {
            var claim = Assert.Single(pod.Volumes, volume => volume.PersistentVolumeClaim is not null);
            var mounts = pod.Containers.Single().VolumeMounts.Where(mount => mount.Name == claim.Name).ToList();
            Assert.Equal([InputFolder, OutputFolder], mounts.Select(mount => mount.MountPath));
            Assert.Equal([null, "argo-output"], mounts.Select(mount => mount.SubPath));
        }
    }

    [Fact]
    public void Daemon_and_single_pass_are_the_same_image_and_differ_in_their_command()
    {
        var containers = Manifests.Render("").WatcherPods.Select(pod => pod.Containers.Single()).ToList();

        Assert.Single(containers.Select(container => container.Image).Distinct());
        Assert.Matches("^ghcr.io/open-forest-observatory/ofo-watcher:[0-9.]+$", containers[0].Image);
        Assert.All(containers, container => Assert.Equal(["/app/OfoWatcher"], container.Command));
        Assert.Equal(["run"], containers[0].Args);
        Assert.Equal(["once"], containers[1].Args);
    }

    [Fact]
    public void Single_passes_never_overlap_and_are_off_until_they_are_wanted()
    {
        var manifests = Manifests.Render("");

        Assert.Equal("Forbid", manifests.CronJob.Spec.ConcurrencyPolicy);
        Assert.True(manifests.CronJob.Spec.Suspend);
        Assert.Equal(2, manifests.Deployment.Spec.Replicas);
    }

    [Fact]
    public void The_component_cronjob_puts_single_passes_in_place_of_the_daemon()
    {
        var manifests = Manifests.Render("cronjob");

        Assert.False(manifests.CronJob.Spec.Suspend);
        Assert.Equal(0, manifests.Deployment.Spec.Replicas);
    }

    [Fact]
    public void Each_pod_of_the_watcher_is_known_to_the_Lease_by_its_own_name()
    {
        foreach (var pod in Manifests.Render("").WatcherPods)
        {
            Assert.Equal(Manifests.Watcher, pod.ServiceAccountName);
            Assert.True(pod.AutomountServiceAccountToken);
            Assert.Equal(40, pod.TerminationGracePeriodSeconds);
            var name = pod.Containers.Single().Env.Single(variable => variable.Name == "POD_NAME");
            Assert.Equal("metadata.name", name.ValueFrom.FieldRef.FieldPath);
        }
    }

    [Fact]
    public void Each_pod_of_the_watcher_knows_where_its_Events_belong_and_has_the_secrets_of_webhooks_if_there_are_any()
    {
        foreach (var container in Manifests.Render("").WatcherPods.Select(pod => pod.Containers.Single()))
        {
            var fields = container.Env.Where(variable => variable.ValueFrom.FieldRef is not null)
                .ToDictionary(variable => variable.Name, variable => variable.ValueFrom.FieldRef.FieldPath);
            Assert.Equal(("metadata.namespace", "metadata.uid"), (fields["POD_NAMESPACE"], fields["POD_UID"]));
            var secret = Assert.Single(container.EnvFrom).SecretRef;
            Assert.Equal(("ofo-watcher-notifications", true), (secret.Name, secret.Optional));
        }
    }

    [Fact]
    public void Probes_and_service_reach_the_port_that_the_settings_open()
    {
        var manifests = Manifests.Render("");
        var container = manifests.Deployment.Spec.Template.Spec.Containers.Single();
        var port = Assert.Single(container.Ports);

        Assert.Equal($"http://0.0.0.0:{port.ContainerPort}", Settings(manifests)["Dashboard:Listen"]);
        Assert.Equal("/healthz", container.LivenessProbe.HttpGet.Path);
        Assert.Equal("/healthz", container.StartupProbe.HttpGet.Path);
        Assert.Equal("/readyz", container.ReadinessProbe.HttpGet.Path);
        Assert.All(
            [container.LivenessProbe, container.StartupProbe, container.ReadinessProbe],
            probe => Assert.Equal(port.Name, probe.HttpGet.Port.Value));
        var service = manifests.Read<V1Service>("Service", Manifests.Watcher);
        Assert.Equal(port.Name, Assert.Single(service.Spec.Ports).TargetPort.Value);
        // A replica that is not ready says why.
        Assert.True(service.Spec.PublishNotReadyAddresses);
        // The single passes do not listen, so the service must not choose them.
        Assert.Equal(manifests.Deployment.Spec.Template.Metadata.Labels, service.Spec.Selector);
        Assert.NotEqual(manifests.CronJob.Spec.JobTemplate.Spec.Template.Metadata.Labels, service.Spec.Selector);
    }

    [Fact]
    public void The_network_lets_only_the_status_in_and_only_names_the_API_server_and_a_collector_out()
    {
        var manifests = Manifests.Render("");
        var policy = manifests.Read<V1NetworkPolicy>("NetworkPolicy", Manifests.Watcher).Spec;

        Assert.Equal(["Ingress", "Egress"], policy.PolicyTypes);
        Assert.Equal(["8080"], policy.Ingress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value));
        Assert.All(policy.Ingress, rule => Assert.NotEmpty(rule.FromProperty));
        Assert.Equal(
            ["53", "53", "443", "6443", "4317", "4318"],
            policy.Egress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value));
        Assert.All(
            [manifests.Deployment.Spec.Template, manifests.CronJob.Spec.JobTemplate.Spec.Template],
            pod => Assert.Equal(
                policy.PodSelector.MatchLabels, policy.PodSelector.MatchLabels.Intersect(pod.Metadata.Labels)));
    }

    [Fact]
    public void The_watcher_may_do_what_its_engine_does_and_nothing_else()
    {
        Assert.Equal(
            [
                "argoproj.io workflows []: create get list watch patch",
                "argoproj.io workflowtemplates [ofo-metashape,ofo-metashape-single]: get",
                " configmaps [ofo-limits]: get",
                " pods []: list",
                " pods/log []: get",
                " events []: create patch",
                "coordination.k8s.io leases []: create",
                "coordination.k8s.io leases [ofo-watcher]: get update watch",
            ],
            RulesOf(Manifests.Render(""), Manifests.Watcher));
    }

    [Fact]
    public void Pods_of_the_runs_may_report_their_results_and_nothing_else()
    {
        var manifests = Manifests.Render("");

        Assert.Equal(
            ["argoproj.io workflowtaskresults []: create patch"], RulesOf(manifests, "ofo-metashape"));
        var subject = Assert.Single(manifests.Read<V1RoleBinding>("RoleBinding", "ofo-metashape").Subjects);
        Assert.Equal(("ServiceAccount", "argo", "argo"), (subject.Kind, subject.Name, subject.NamespaceProperty));
    }

    [Fact]
    public void The_settings_are_valid_and_name_the_folders_that_are_mounted()
    {
        var manifests = Manifests.Render("");
        var configuration = Settings(manifests);
        var faults = new List<string>();

        var settings = WatcherSettings.Read(configuration, faults);

        Assert.Empty(faults);
        Assert.Equal([InputFolder], settings.Intake.InputRoots);
        Assert.Equal(OutputFolder, settings.Output.Root);
        Assert.Equal("Argo", configuration["Workflows:Engine"]);
        Assert.All(
            Enum.GetValues<ArgoPipeline>(),
            pipeline => Assert.Contains(
                ("WorkflowTemplate", new ArgoOptions { Pipeline = pipeline }.Template), manifests.Identities));
        Assert.Contains(configuration["Argo:Pipeline"], Enum.GetNames<ArgoPipeline>());
        Assert.Null(configuration["Argo:WorkflowTemplate"]);
        foreach (var pod in manifests.WatcherPods)
        {
            var container = pod.Containers.Single();
            var mount = container.VolumeMounts.Single(m => m.MountPath == container.WorkingDir);
            // A file that is mounted by a subPath never changes.
            Assert.Null(mount.SubPath);
            Assert.Equal(Manifests.Watcher, pod.Volumes.Single(v => v.Name == mount.Name).ConfigMap.Name);
        }
    }

    private static IConfigurationRoot Settings(Manifests manifests)
    {
        var text = manifests.Read<V1ConfigMap>("ConfigMap", Manifests.Watcher).Data[SettingsFiles.FileName];
        return new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).Build();
    }

    private static IEnumerable<string> RulesOf(Manifests manifests, string role) =>
        manifests.Read<V1Role>("Role", role).Rules.Select(rule =>
            $"{string.Join(',', rule.ApiGroups)} {string.Join(',', rule.Resources)} "
            + $"[{string.Join(',', rule.ResourceNames ?? [])}]: {string.Join(' ', rule.Verbs)}");

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
