package io.github.slackwater.ejb.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProxyInfoTest {

    /** As Undertow 2.3 in WildFly 39.0.1 answered; the numbers of a node differ from its place in the list. */
    private final ProxyInfo info = new ProxyInfo("""
            Node: [1],Name: two,Balancer: mycluster,LBGroup: ,Host: 127.0.0.1,Port: 8180,Type: http,Flushpackets: Off,Load: 1
            Node: [2],Name: one,Balancer: mycluster,LBGroup: ,Host: 127.0.0.1,Port: 8080,Type: http,Flushpackets: Off,Load: 1
            Vhost: [1:1:-1], Alias: default-host
            Vhost: [2:2:-1], Alias: default-host
            Context: [1:1:1], Context: /, Status: ENABLED
            Context: [1:1:6], Context: /shop, Status: ENABLED
            Context: [2:2:3], Context: /, Status: ENABLED
            Context: [2:2:5], Context: /shop, Status: STOPPED
            Context: [2:2:7], Context: /shop/more, Status: DISABLED
            """);

    @Test
    void whatIsEnabledIsToldByNodeAndPath() {
        assertThat(info.isEnabled("two", "/shop")).isTrue();
        assertThat(info.isEnabled("one", "/")).isTrue();
    }

    @Test
    void whatIsStoppedDisabledOrNotThereIsNotEnabled() {
        assertThat(info.isEnabled("one", "/shop")).isFalse();
        assertThat(info.isEnabled("one", "/shop/more")).isFalse();
        assertThat(info.isEnabled("two", "/sho")).isFalse();
        assertThat(info.isEnabled("three", "/shop")).isFalse();
    }

    @Test
    void anAnswerOfAnotherFormSaysNothing() {
        assertThat(new ProxyInfo("").isEnabled("one", "/")).isFalse();
        assertThat(new ProxyInfo("MESS: Can't read INFO").isEnabled("one", "/")).isFalse();
    }
}
