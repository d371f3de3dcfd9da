using OfoWatcher.Workflows.Argo;

namespace OfoWatcher.Tests.Workflows.Argo;

public sealed class ContainerImageTests
{
    [Theory]
    [InlineData("ghcr.io/x/y:v1", "ghcr.io/x/y@sha256:aa", "ghcr.io/x/y@sha256:aa")]
    [InlineData("ghcr.io/x/y:v1", "docker-pullable://ghcr.io/x/y@sha256:aa", "ghcr.io/x/y@sha256:aa")]
    [InlineData("ghcr.io/x/y:v1", "sha256:aa", "ghcr.io/x/y@sha256:aa")]
    [InlineData("localhost:5000/y", "sha256:aa", "localhost:5000/y@sha256:aa")]
    [InlineData("ghcr.io/x/y@sha256:aa", "sha256:aa", "ghcr.io/x/y@sha256:aa")]
    [InlineData("", "sha256:aa", "sha256:aa")]
    [InlineData("ghcr.io/x/y:v1", "", null)]
    [InlineData("ghcr.io/x/y:v1", null, null)]
    public void An_image_is_told_by_name_and_digest(string image, string? id, string? told) =>
        Assert.Equal(told, ContainerImage.Of(image, id));
}
